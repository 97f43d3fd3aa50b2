// The official client of Hugging Face's hub, unchanged, against a portal: lists a data set, and reads a range of its first
// shard or is told where licenses are. The fetch that it is given only counts.
// usage: node hub.mjs URL OWNER/NAME REVISION refused|FILE   (FILE: the shard as it is stored; HF_TOKEN: a token, or none)
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { datasetInfo, downloadFile, fileDownloadInfo, listFiles, pathsInfo } from '@huggingface/hub'

const [hubUrl, name, revision, expected] = process.argv.slice(2)
const repo = { type: 'dataset', name }
const accessToken = process.env.HF_TOKEN || undefined
let received = 0
const counted = async (address, options) => {
  const answer = await fetch(address, options)
  const asked = new Headers(options?.headers).get('range')
  const size = Number(answer.headers.get('content-length') ?? 0)
  received += size
  console.log(`  ${answer.status} ${new URL(answer.url).pathname}${asked ? `, ${asked}` : ''}: ${size} bytes`)
  return answer
}
const asked = { repo, revision, hubUrl, accessToken, fetch: counted }
const check = (holds, what) => {
  if (!holds) throw new Error(what)
  console.log(what)
}

const info = await datasetInfo({ name, hubUrl, accessToken, fetch: counted, additionalFields: ['sha', 'gated'] })
check(info.name === name && info.gated === 'manual', `${info.name} is a gated data set, main is ${info.sha}`)
const files = []
for await (const file of listFiles({ ...asked, recursive: true })) files.push(file)
const shards = files.filter(file => file.path.endsWith('.bin'))
check(shards.length > 0, `${files.length} files, of which ${shards.length} hold tokens`)
const card = await (await downloadFile({ ...asked, path: 'README.md' })).text()
check(card.startsWith('---\n') && card.includes(revision), 'the card is open to everybody and names the release')

const shard = expected === 'refused' ? shards[0] : shards.find(file => file.path === basename(expected))
const [listed] = await pathsInfo({ ...asked, paths: [shard.path] })
check(listed.size === shard.size, `${shard.path} has ${listed.size} bytes`)
if (expected === 'refused') {
  let said = ''
  try {
    await fileDownloadInfo({ ...asked, path: shard.path })
  } catch (e) {
    said = `${e.statusCode}: ${e.message}`
  }
  check(/^40[13]: .*\/licenses\?release=rel_/.test(said), `refused: ${said}`)
} else {
  const stored = readFileSync(expected)
  const found = await fileDownloadInfo({ ...asked, path: shard.path })
  check(found.size === stored.length && found.etag === `"${listed.lfs.oid}"`, `its tag is the digest that is listed`)
  const blob = await downloadFile({ ...asked, path: shard.path })
  const to = Math.min(stored.length, 164)
  received = 0
  const part = Buffer.from(await blob.slice(100, to).arrayBuffer())
  check(part.equals(stored.subarray(100, to)) && received === to - 100, `bytes 100 to ${to - 1} as they are stored, and no others`)
  const whole = Buffer.from(await blob.arrayBuffer())
  check(whole.equals(stored), 'and all of it')
}
