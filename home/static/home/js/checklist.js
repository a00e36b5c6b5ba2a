// The checklist in Wagtail's editor: its links lead to fields in other tabs too, and it is read anew after an autosave.

function fieldElement(name) {
  const inline = document.getElementById(`id_${name}-ADD`); // the button of a list of rows, which has no field
  return document.querySelector(`[data-contentpath="${CSS.escape(name)}"]`) || inline?.closest('[data-panel]');
}

function openTabOf(element) {
  const tab = element.closest('[role="tabpanel"]');
  if (tab && tab.hidden) {
    document.getElementById(tab.getAttribute('aria-labelledby'))?.click();
  }
}

function openSectionOf(element) {
  const closed = element.closest('[data-panel]')?.querySelector('[data-panel-toggle][aria-expanded="false"]');
  closed?.click();
}

const CONTROLS = 'input:not([type="hidden"]), textarea, select, button, [contenteditable="true"]';

function show(element) {
  element.scrollIntoView({ block: 'center' });
  // A chooser keeps the buttons of its other state hidden.
  const controls = [...element.querySelectorAll(CONTROLS)].filter((control) => control.checkVisibility());
  const first = controls.find((control) => !control.closest('.w-panel__header')) || controls[0];
  first?.focus({ preventScroll: true });
}

function goTo(name) {
  const element = fieldElement(name);
  if (!element) return false;
  openTabOf(element);
  openSectionOf(element);
  // Tabs and sections open with a movement; before its end nothing in them can be focused.
  const watch = new ResizeObserver(() => {
    if (element.checkVisibility()) {
      watch.disconnect();
      show(element);
    }
  });
  watch.observe(element);
  return true;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('[data-checklist-field]');
  if (link && goTo(link.dataset.checklistField)) event.preventDefault();
});

document.addEventListener('w-autosave:success', async () => {
  const list = document.querySelector('[data-checklist][data-url]');
  if (!list) return;
  const response = await fetch(list.dataset.url, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
  if (response.ok) list.innerHTML = await response.text();
});
