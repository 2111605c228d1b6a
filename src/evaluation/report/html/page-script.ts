/** Filters the questions; without it the page shows all of them and no filter. */
export const PAGE_SCRIPT = `
(() => {
  const form = document.querySelector('.filters')
  const questions = [...document.querySelectorAll('details.question')]
  const update = () => {
    let shown = 0
    for (const question of questions) {
      const fits = [...form.querySelectorAll('select')].every(
        (select) => select.value === '' || question.dataset[select.name] === select.value,
      )
      question.hidden = !fits
      if (fits) shown += 1
    }
    form.querySelector('output').value = shown + ' of ' + questions.length + ' questions'
  }
  form.hidden = false
  form.addEventListener('change', update)
  form.addEventListener('submit', (event) => event.preventDefault())
  update()
})()
`
