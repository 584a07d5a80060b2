/** Files of a package that are not part of what is deployed. */
const LEFT_OUT = /(^|\/)(scenarios\/|\.)/

/**
 * Returns the texts of a chosen folder by their paths inside the package: relative to where package.yaml
 * lies. Null: there is no package.yaml.
 */
export async function readFolder(files: FileList): Promise<Record<string, string> | null> {
  const all = [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))
  const sheets = all.filter(({ path }) => /(^|\/)package\.yaml$/.test(path)).sort((a, b) => a.path.length - b.path.length)
  const sheet = sheets[0]
  if (sheet === undefined) return null
  const root = sheet.path.slice(0, -'package.yaml'.length)
  const inside = all
    .filter(({ path }) => path.startsWith(root))
    .map(({ file, path }) => ({ file, path: path.slice(root.length) }))
    .filter(({ path }) => !LEFT_OUT.test(path))
  const texts = await Promise.all(inside.map(async ({ file, path }) => [path, await file.text()] as const))
  return Object.fromEntries(texts)
}
