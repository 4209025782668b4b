/* Runs once in each panel (gr.HTML): turns what is done in its markup into events that the server listens to.
   Events: 'open' 'compare' 'close' 'ask' 'widen' 'scope' 'fix' 'fix_again' 'clear' 'turn_page' 'remove' 'show' 'choose' 'rename' 'forget' 'cancel' 'retry' 'find' 'take' 'begin' 'look'
   'draw' 'zoom' 'more' 'translate' */
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button || button.disabled) return;
  if (button.dataset.sure && !window.confirm(button.dataset.sure)) return;
  if (!button.closest('.reading-panel')) window.isnadOpener = button;
  if (button.dataset.act === 'remove') window.isnadRow = button.closest('tr')?.sectionRowIndex;
  typed.clear();
  trigger(button.dataset.act, { ...button.dataset });
});
const send = (form, button) => {
  const data = { ...form.dataset, button };
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === 'checkbox') data[field.name] = [...(data[field.name] || []), ...(field.checked ? [field.value] : [])];
    else data[field.name] = field.value;
  }
  trigger(button === 'again' ? 'fix_again' : form.dataset.form, data);
};
element.addEventListener('submit', (event) => {
  const form = event.target.closest('[data-form]');
  if (!form) return;
  event.preventDefault();
  send(form, event.submitter ? event.submitter.value : '');
});
const typed = new Map();  // what was typed into a field stays when the form is drawn anew, unless the field has another value then
element.addEventListener('input', ({ target }) => {
  if (target.matches('[data-typed]')) typed.set(target.name, [target.defaultValue, target.value]);
});
const restore = () => {
  for (const [name, [was, now]] of typed) {
    const field = element.querySelector(`[data-typed][name="${name}"]`);
    if (field?.defaultValue === was) field.value = now;
    else typed.delete(name);
  }
};
let pause = 0;
const kept = {};  // what was typed into a live form outlives its being drawn anew
const soon = (form, why) => {
  clearTimeout(pause);
  pause = setTimeout(() => send(form, why), 200);
};
element.addEventListener('input', (event) => {
  const form = event.target.closest('[data-live]');
  if (!form) return;
  kept[event.target.name] = event.target.value;
  soon(form, '');
});
const refresh = () => {  // what a form asks for has changed: ask again, as it is filled in now
  const stale = element.querySelector('[data-refresh]');
  if (!stale) return;
  for (const [name, value] of Object.entries(kept)) if (stale.elements[name]) stale.elements[name].value = value;
  soon(stale, 'refresh');
};
watch('value', () => {
  restore();
  element.dispatchEvent(new CustomEvent('isnad:shown', { bubbles: true }));
  refresh();
});
refresh();
element.addEventListener('isnad:take', (event) => trigger('take', event.detail));
element.addEventListener('isnad:upload', (event) => event.detail.answer(upload(event.detail.file)));
