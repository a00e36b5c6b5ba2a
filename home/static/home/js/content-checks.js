// Our own content checks, for Wagtail's user bar: on the page, and in the preview beside the editor.

function nameOf(link) {
  const pictures = [...link.querySelectorAll('img[alt], svg[aria-label]')];
  const words = pictures.map((picture) => picture.getAttribute('alt') || picture.getAttribute('aria-label'));
  return link.getAttribute('aria-label') || [link.textContent, ...words].join(' ').trim();
}

function saysWhereItLeads(link, options) {
  const labelled = link.hasAttribute('aria-labelledby') || link.hasAttribute('title');
  return labelled || !new RegExp(options.pattern, 'iu').test(nameOf(link));
}

customElements.whenDefined('wagtail-userbar').then(() => {
  document.querySelector('wagtail-userbar')?.registerCheck('check-vague-link', saysWhereItLeads);
});
