import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const TEXT = /\.(js|css|html|svg)$/
/** Below this a compressed copy saves nothing. */
const WORTH_BYTES = 1024

/** Lays a .br and a .gz beside every text file of the build, so that a server only has to hand them out. */
function compressed(): Plugin {
  const brotli = promisify(brotliCompress)
  const zip = promisify(gzip)
  let folder = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true })
      await Promise.all(
        names
          .filter((name) => TEXT.test(name))
          .map(async (name) => {
            const path = join(folder, name)
            const bytes = await readFile(path)
            if (bytes.length < WORTH_BYTES) return
            const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }
            await writeFile(`${path}.br`, await brotli(bytes, options))
            await writeFile(`${path}.gz`, await zip(bytes, { level: 9 }))
          }),
      )
    },
  }
}

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2022', chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': { target: process.env.HUAN_API ?? 'http://127.0.0.1:8095' } } },
})
