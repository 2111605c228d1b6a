import { adminShell } from './admin-shell.js'
import { html, type Html } from './html.js'

/** The form that asks an operator for a key. */
export function adminSignIn(problem: string | undefined): Html {
  return adminShell(
    'Sign in · Customs measures assistant',
    html`<main class="sign-in">
<section class="sheet">
<h1>Operator’s page</h1>
${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="/admin/session">
<label for="key">Key with the scope “admin”</label>
<input id="key" name="key" type="password" required maxlength="200" autocomplete="current-password" autofocus spellcheck="false">
<button class="main">Sign in</button>
</form>
<p class="note">You stay signed in for an hour, in this browser alone.</p>
</section>
</main>`,
  )
}
