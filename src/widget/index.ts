import { ATTRIBUTES, serverOfScript } from './settings.js'
import { createElementClass, ELEMENT_NAME } from './policy-assistant-element.js'

/**
 * The script that host pages load: it defines the element, and puts one on the page unless the page
 * has its own. `data-*` of the script become the attributes of the element.
 */
function start(): void {
  // Only known while the script itself runs.
  const script = document.currentScript
  const source = script instanceof HTMLScriptElement ? script.src : ''
  if (customElements.get(ELEMENT_NAME) === undefined) {
    customElements.define(ELEMENT_NAME, createElementClass(serverOfScript(source)))
  }
  const place = (): void => {
    if (document.querySelector(ELEMENT_NAME) !== null) return
    const element = document.createElement(ELEMENT_NAME)
    for (const name of ATTRIBUTES) {
      const value = script instanceof HTMLScriptElement ? script.dataset[name] : undefined
      if (value !== undefined) element.setAttribute(name, value)
    }
    document.body.append(element)
  }
  if (script instanceof HTMLScriptElement && script.dataset['element'] === 'none') return
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', place, { once: true })
  } else {
    place()
  }
}

start()
