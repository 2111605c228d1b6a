import { createScriptConverter } from './src/scripts/convert-script.js'
import { foldText } from './src/scripts/fold.js'
import { readFileSync, readdirSync } from 'node:fs'
import { parse } from 'yaml'
const c=createScriptConverter()
const extra=`复验 复检 复审 复函 复工 征地 征用 准运 制卡 仿制药 余料 舱单 滞报金 滞港费 随附单证 运抵报告 提运单 面料 面纸 表面 钻石 后继 干电池 干粉 干熏 松香 松节油 松脂 发电机 发泡 发酵 头发 理发 假发 发制品 毛发 发菜 种球 面霜 面膜 里料 衬里 布里 云母 云杉 胶卷 卷材 卷钢 板卷 家禽 谷氨酸 姜黄素 咸味 丑橘 佣金 借贷 累计 累积 致冷 御寒衣 征订 征求意见 应征税款 可征 准予放行 准予核销 准确率 准入 准入门槛 高级认证 系指 系由 系属 确系 唯一 只需 仅只 一只船 余下 业余 参与 参加 人参 海参 党参 西洋参 沙参 占地 制氧机 制氢 制冰 制糖 制剂 制革 制浆 制表 制版 制服 制裁 制式 制约 制止 制订 控制 复合 复配 复印 复方 复制品 复制推广 重复申报 反复 复出口 往复式 注资 注油 注水 备注栏 注明 注脚 签章 签注 签名 标签 中签 后附 后方 后端 事后 后天 里氏 万余 百余 余种 十余家 有余 之余 多余 淀粉 沈阳 采邑 风采 丰采 咨文 谘询 范本 范畴 模范 范先生 向前 一向 向来 方向盘 向心 累进 舍得 舍利 表演 表决 手表 电表 台阶 台式机 控制台 工作台 平台经济 月台 台商 台资 台胞 台湾 港澳台 台币 借用 凭借 藉此 恒温 彩电 克隆 升 毫升 立升 升水 托收 委托书 托儿 伪托 受托人 折旧 折合 折射 打折 周边 周期 周末 一周 每周 周报 周年 四周 周知 众筹 尽可能 尽早 尽职 尽调 尽责 尽头 尽管 尽速 尽收 才艺 人才 方才 刚才 才 不才 干线 干流 干事 干警 精干 骨干 干群 干劲 主干道 枯干 干枯 干冰 干洗 干制 干燥剂 干式 干湿 包干 若干 干支 树干 云计算 云端 云平台 云办公 云上 云服务 松绑 松口 谷物 谷子 稻谷 山谷 硅谷 里程 公里 海里 里面 家里 手里 厂里 关里 柜里 哪里 那里 这里 里外 面包 面对 对面 面谈 面签 见面 版面 面食 面制品 米面 面点 湿面 拉面 面向 面临 书面 后面`.split(/\s+/)
const show=(h:string,t:string)=>h===t?h:h+'|'+t
console.log(extra.map(w=>show(c.toTraditional(w,'HK'),c.toTraditional(w,'TW'))).join(' '))
const risky=/[面后里制复准系干台余征签布咨只占划了账托周注尽才松谷卷冲斗曲几钟云症须御致游凭困回汇伙舍发]/
const seen=new Set<string>()
function walk(v:unknown){ if(typeof v==='string'){ if(/\p{Script=Han}/u.test(v)) for(const line of v.split('\n')) if(risky.test(line)) seen.add(line)} else if(Array.isArray(v)) v.forEach(walk); else if(v&&typeof v==='object') Object.values(v).forEach(walk)}
for(const f of ['corpus/offices.yaml','corpus/signposts.yaml']) walk(parse(readFileSync(f,'utf8')))
for(const d of readdirSync('corpus',{withFileTypes:true})) if(d.isDirectory()) { const p=`corpus/${d.name}/lay-questions.yaml`; try{walk(parse(readFileSync(p,'utf8')))}catch{} }
for(const l of readFileSync('src/composition/messages.ts','utf8').split('\n')) if(/[\u4e00-\u9fff]/.test(l)&&risky.test(l)) seen.add(l.trim())
let n=0
for(const s of seen){ const h=c.toTraditional(s,'HK'), t=c.toTraditional(s,'TW'); if(foldText(h)!==foldText(s)||foldText(t)!==foldText(s)) console.log('ROUNDTRIP',s,h,t)
 const words=new Set<string>(); for(let i=0;i<s.length;i++) if(risky.test(s[i]!)) words.add(h.slice(Math.max(0,i-2),i+3)); }
console.log(seen.size)
import { writeFileSync } from 'node:fs'
writeFileSync('/tmp/lay-hk.txt',[...seen].map(s=>c.toTraditional(s,'HK')).join('\n'))
