// What lists are filtered by. Each gives `onchange` its value as somebody types or chooses.
import { h } from './dom.js';

export const searchField = (label, value, onchange) =>
  h('input', {
    type: 'search',
    placeholder: label,
    'aria-label': label,
    value,
    oninput: ({ target }) => onchange(target.value.toLowerCase()),
  });

/** `options`: pairs of a value and its name. `any` is the name of the first choice, whose value is empty. */
export const choice = (label, value, any, options, onchange) =>
  h(
    'select',
    { 'aria-label': label, value, onchange: ({ target }) => onchange(target.value) },
    [['', any], ...options].map(([each, name]) => h('option', { value: each }, name)),
  );
