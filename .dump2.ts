import { loadGlossary, expandQuery, glossaryUserWords } from './src/scripts/glossary.js'
import { foldText } from './src/scripts/fold.js'
const g=loadGlossary(); console.log(g.entries.length, glossaryUserWords(g).join(' '))
for(const q of process.argv.slice(2)) console.log(q, expandQuery(foldText(q),g).added)
