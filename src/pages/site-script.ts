/**
 * What public pages do besides showing themselves; each works without it, too. It copies citations,
 * hands questions to the widget, and scrolls to the marked words where the browser has not.
 */
export const SITE_SCRIPT = `(() => {
  'use strict'
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const source = document.getElementById(button.dataset.copy)
    const status = document.getElementById(button.dataset.status)
    button.hidden = false
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(source.textContent)
        status.textContent = button.dataset.copied
      } catch {
        getSelection().selectAllChildren(source)
        status.textContent = button.dataset.selected
      }
    })
  }
  customElements.whenDefined('policy-assistant').then(() => {
    for (const button of document.querySelectorAll('button[data-ask]')) {
      button.hidden = false
      button.addEventListener('click', (event) => {
        const widget = document.querySelector('policy-assistant')
        if (!widget || typeof widget.ask !== 'function') return
        event.preventDefault()
        widget.ask(button.dataset.ask)
      })
    }
  })
  const mark = document.getElementById('mark-1')
  if (mark && (location.hash === '' || location.hash === '#mark-1')) {
    mark.scrollIntoView({ block: 'center' })
  }
})()
`
