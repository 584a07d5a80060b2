const BROWSERS: readonly (readonly [RegExp, string])[] = [
  // Each later one calls itself by the names of those below it as well.
  [/MicroMessenger\/(\d+)/, 'WeChat'],
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** Returns a browser's User-Agent (RFC 9110, 10.1.5) as people name it: `Chrome 141 · Windows`; an unknown one as it is. */
export function browserName(agent: string): string {
  const browser = BROWSERS.map(([shape, name]) => [agent.match(shape)?.[1], name]).find(([version]) => version !== undefined)
  if (browser === undefined) return agent
  const system = SYSTEMS.find(([shape]) => shape.test(agent))?.[1]
  const name = `${browser[1]} ${browser[0]}`
  return system === undefined ? name : `${name} · ${system}`
}
