// What can be completed in a query: its own variables, and the names that the page lists with what they mean.

/** A source of completions for CodeMirror, from the list of terms in a page. */
export function completions(page) {
  const terms = [...page.querySelectorAll("#terms option")].map((one) => ({ label: one.value, detail: one.label, type: one.dataset.kind }));
  const prefixes = new Map([...page.querySelectorAll("#prefixes option")].map((one) => [one.value, one.label]));

  return function complete(context) {
    const word = context.matchBefore(/[?$]?[\w-]*(?::[\w./-]*)?/);
    if (!word || (word.from === word.to && !context.explicit)) { return null; }
    const text = context.state.doc.toString();
    if (/\bPREFIX\s+[\w-]*:?$/i.test(context.state.sliceDoc(0, word.to))) {
      const options = [...prefixes].map(([name, iri]) => ({ label: name + ":", detail: iri, apply: `${name}: <${iri}>` }));
      return { from: word.from, options };
    }
    if (/^[?$]/.test(word.text)) {
      const names = [...new Set(text.match(/[?$]\w+/g))].filter((name) => name !== word.text);
      return { from: word.from, options: names.map((label) => ({ label })), validFor: /^[?$]\w*$/ };
    }
    return { from: word.from, options: found(terms, prefixes, text), validFor: /^[\w-]*(:[\w./-]*)?$/ };
  };
}

/** Every term; taking one whose prefix the query does not declare yet declares it. */
function found(terms, prefixes, text) {
  return terms.map((term) => ({ ...term, apply: (view, completion, from, to) => {
    const prefix = term.label.split(":")[0];
    const declares = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(text) || !prefixes.has(prefix);
    const first = declares ? "" : `PREFIX ${prefix}: <${prefixes.get(prefix)}>\n`;
    const changes = [{ from: 0, insert: first }, { from, to, insert: term.label }];
    view.dispatch({ changes, selection: { anchor: first.length + from + term.label.length } });
  } }));
}
