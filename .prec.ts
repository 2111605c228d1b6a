import { loadCorpus } from './src/documents/load-corpus.js'
import { loadGlossary, expandQuery } from './src/scripts/glossary.js'
import { foldText } from './src/scripts/fold.js'
import { parse } from 'yaml'
import { readFileSync } from 'node:fs'
const { corpus, layQuestions } = loadCorpus('corpus') as any
const g=loadGlossary()
const stat=new Map<string,{ok:number,bad:number,ex:string[]}>()
import { createTokenizer } from './src/scripts/tokenize.js'
import { glossaryUserWords } from './src/scripts/glossary.js'
const T=createTokenizer(glossaryUserWords(g))
let none=0,total=0,hit=0
for(const m of corpus.measures){ const qs=(layQuestions.get(m.id)??[]) as string[]
 const text=foldText(m.text??m.measure?.text??''); 
 const words=new Set(T.words(text)); for(const q of qs){ total++; const {added}=expandQuery(foldText(q),g); if(!added.length){none++;continue}
  let any=false
  for(const a of added){ if(a.language!=='zh') continue; const k=a.because; const s=stat.get(k)??{ok:0,bad:0,ex:[]}; const ok=T.words(a.term).some((w:string)=>words.has(w)); if(ok){s.ok++;any=true} else {s.bad++; s.ex.push(m.id+' '+q.slice(0,60))} stat.set(k,s)}
  if(any) hit++ }}
console.log(total,'none',none,'useful',hit)
for(const [k,s] of [...stat].sort((a,b)=>b[1].bad-a[1].bad)) if(s.bad>s.ok) console.log(k,s.ok,s.bad,s.ex.slice(0,3).join(' ; '))
