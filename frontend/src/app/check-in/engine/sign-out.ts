/** Has the page's own sign-out wait until `mayGo` says so. Gives back the way to stop. */
export function guardSignOut(mayGo: () => Promise<boolean>): () => void {
  const submitted = (event: SubmitEvent): void => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-door-sign-out')) return;
    event.preventDefault();
    void mayGo().then((isFree) => { if (isFree) form.submit(); });
  };
  document.addEventListener('submit', submitted);
  return () => { document.removeEventListener('submit', submitted); };
}

/** Whose session this page was made in, in a form that names nobody; empty on a page that was kept. */
export function account(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="azl-account"]')?.content ?? '';
}
