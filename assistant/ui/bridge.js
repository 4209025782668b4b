/* Runs once in each panel (gr.HTML): turns what is done in its markup into events that the server listens to.
   Events: 'open' 'compare' 'close' 'ask' 'widen' 'scope' 'fix' 'clear' 'page' 'remove' 'show' 'choose' 'rename' 'forget' */
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button || button.disabled) return;
  if (button.dataset.sure && !window.confirm(button.dataset.sure)) return;
  if (button.dataset.act === 'open') window.isnadOpener = button;
  trigger(button.dataset.act, { ...button.dataset });
});
element.addEventListener('submit', (event) => {
  const form = event.target.closest('[data-form]');
  if (!form) return;
  event.preventDefault();
  const data = { ...form.dataset, button: event.submitter ? event.submitter.value : '' };
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === 'checkbox') data[field.name] = [...(data[field.name] || []), ...(field.checked ? [field.value] : [])];
    else data[field.name] = field.value;
  }
  trigger(form.dataset.form, data);
});
watch('value', () => element.dispatchEvent(new CustomEvent('isnad:shown', { bubbles: true })));
