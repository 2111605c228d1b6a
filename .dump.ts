import { createScriptConverter } from './src/scripts/convert-script.js'
import { foldText } from './src/scripts/fold.js'
import { sourceTexts } from './src/scripts/source-texts.fixture.js'
import { Converter } from 'opencc-js/cn2t'
import { writeFileSync } from 'node:fs'
const c = createScriptConverter(); let t=performance.now(); c.toTraditional('中','HK'); console.log('first', performance.now()-t); c.toTraditional('中','TW')
const ref={HK:(Converter as any)({from:'cn',to:'hk'}),TW:(Converter as any)({from:'cn',to:'tw'})}
for (const r of ['HK','TW'] as const){ let out=''
 for(const s of sourceTexts()){ const x=c.toTraditional(s.simplified,r); out+=`## ${s.name}\n`+x+'\n'
  const a=foldText(s.simplified), b=foldText(x); for(let i=0;i<a.length;i++) if(a[i]!==b[i]) console.log(r,s.name,a.slice(i-4,i+4),b.slice(i-4,i+4))
  const y=ref[r](s.simplified); for(let i=0;i<y.length;i++) if(y[i]!==x[i] && !/[“”‘’]/.test(y[i])) process.stdout.write(y.slice(i-2,i+2)+'→'+x[i]+' ')
  }
 writeFileSync(`/tmp/conv-${r}.txt`,out); console.log()}
