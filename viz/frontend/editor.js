// The query editor: colours, brackets, line numbers, and completion of prefixes, variables, classes and properties.
// It stands in a shadow tree, whose style sheets the page's policy allows; the form sends the text field behind it.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions } from "./completions.js";

const field = document.getElementById("query");
const room = document.createElement("div");
room.className = "code-room";
field.before(room);
const root = room.attachShadow({ mode: "open" });

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--strong)", fontWeight: "700" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--need)" },
  { tag: [tags.atom, tags.propertyName, tags.namespace, tags.literal], color: "var(--offer)" },
  { tag: tags.string, color: "var(--fiction)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);
const look = EditorView.theme({
  "&": { background: "var(--card)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "6px", fontSize: ".92em" },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace', lineHeight: "1.5" },
  ".cm-content": { minHeight: "15em", caretColor: "var(--ink)" },
  ".cm-gutters": { background: "transparent", color: "var(--soft)", border: "none" },
  ".cm-tooltip": { background: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--link)", color: "var(--card)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: ".8" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--mark)" },
});

// Enter takes what is offered; Tab leaves the field, so that no one is caught in it.
const keys = [
  { key: "Mod-Enter", run: () => { field.form.requestSubmit(); return true; } },
  ...completionKeymap, ...historyKeymap, ...defaultKeymap,
];

/** What is typed over a selection: left to itself Chromium would keep the look of the old, which the policy forbids. */
function typeOver(event, view) {
  if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) { return false; }
  event.preventDefault();
  view.dispatch({ ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
  return true;
}

const view = new EditorView({
  parent: root,
  root,
  state: EditorState.create({
    doc: field.value,
    extensions: [
      lineNumbers(), history(), bracketMatching(), closeBrackets(), EditorView.lineWrapping,
      StreamLanguage.define(sparql), syntaxHighlighting(colours), look,
      autocompletion({ override: [completions(document)], icons: false }),
      keymap.of(keys),
      EditorView.contentAttributes.of({ "aria-label": field.labels[0].textContent }),
      EditorView.domEventHandlers({ beforeinput: typeOver }),
      EditorView.updateListener.of((update) => { if (update.docChanged) { field.value = view.state.doc.toString(); } }),
    ],
  }),
});
field.hidden = true;
field.labels[0].addEventListener("click", () => view.focus());
document.getElementById("examples").addEventListener("change", (event) => { if (event.target.value) { location.assign(event.target.value); } });
