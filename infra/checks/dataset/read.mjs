// Reads the Parquet files of a data set with hyparquet, a reader in JavaScript alone, and holds each text to its digest.
// usage: node read.mjs FOLDER   (prints a line per document in the order of data/files.txt)
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const folder = process.argv[2]
const card = readFileSync(join(folder, 'README.md'), 'utf8')
const columns = [...card.matchAll(/^ {2}- name: (\w+)\n {4}dtype: (\w+)$/gm)].map(found => [found[1], found[2]])
let documents = 0
for (const path of readFileSync(join(folder, 'data/files.txt'), 'utf8').trim().split('\n')) {
  const file = await asyncBufferFromFile(join(folder, path))
  const metadata = await parquetMetadataAsync(file)
  const rows = await parquetReadObjects({ file, metadata, compressors })
  if (Number(metadata.num_rows) !== rows.length) throw new Error(`${path}: ${rows.length} rows`)
  let end = 0n
  for (const row of rows) {
    const names = Object.keys(row)
    if (names.join() !== columns.map(column => column[0]).join()) throw new Error(`${path}: columns ${names}`)
    for (const [name, type] of columns) {
      const found = typeof row[name]
      if (found !== (type === 'int64' ? 'bigint' : 'string')) throw new Error(`${path}: ${name} is a ${found}`)
    }
    const digest = createHash('sha256').update(row.text, 'utf8').digest('hex')
    if (digest !== row.text_sha256) throw new Error(`${path}: the text of ${row.id} has digest ${digest}`)
    if (row.token_start !== end) throw new Error(`${path}: ${row.id} starts at ${row.token_start}, expected ${end}`)
    end += row.tokens
    console.log(row.id, row.url, row.license, row.file, row.file_offset, digest)
    documents++
  }
}
const expected = Number(card.match(/num_examples: (\d+)/)[1])
if (documents !== expected) throw new Error(`${documents} documents, the card says ${expected}`)
