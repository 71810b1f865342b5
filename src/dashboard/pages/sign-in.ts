import type { TypedNote } from '../../domain/note.ts';
import { page } from '../document.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import type { SignInView } from '../view.ts';

/** Where the admin token is asked for. */
export function signInPage({ problem, next, hasEnded = false, draft }: SignInView = {}): string {
  return page({
    title: 'Sign in',
    body: html`<div class="sign-in card">
<h1>Sign in</h1>
<p>Use an admin token of your tenant. It begins with <code>mrd_admin_</code> and was shown once, when it was made.</p>
${hasEnded ? html`<p class="problem" role="alert">Your session had ended: nothing was changed.${draft === undefined ? '' : keptWords(draft)} Sign in to go on where you were.</p>` : NOTHING}
${problem === undefined ? NOTHING : html`<p class="problem" role="alert" id="problem">${problem}</p>`}
<form method="post" action="${draft !== undefined && next?.startsWith('/alerts/') ? next : '/sign-in'}">
${next === undefined ? NOTHING : html`<input type="hidden" name="next" value="${next}">`}
${draft === undefined ? NOTHING : noteFields(draft)}
<input type="text" name="username" value="admin" autocomplete="username" hidden>
<label for="token">Admin token</label>
<input id="token" name="token" type="password" required autofocus autocomplete="current-password" spellcheck="false" autocapitalize="none" maxlength="512"${problem === undefined ? NOTHING : html` aria-describedby="problem" aria-invalid="true"`}>
<button class="primary" type="submit">Sign in</button>
</form>
</div>`,
  });
}

const keptWords = ({ note }: TypedNote): string =>
  note === '' ? ' That you emptied the note is remembered.' : ' The note that you typed is kept.';

const noteFields = ({ note, noteBefore }: TypedNote): Markup =>
  html`<input type="hidden" name="note" value="${note}">${noteBefore === undefined ? NOTHING : html`<input type="hidden" name="noteBefore" value="${noteBefore}">`}`;
