import { readdirSync } from 'node:fs'
import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

const CHINESE = '/[\\u3400-\\u9fff]/'
const ELSEWHERE = 'Words belong into src/words, in both languages.'
const wordsOnlyInWords = ['Literal', 'JSXText'].map((kind) => ({
  selector: `${kind}[value=${CHINESE}]`,
  message: ELSEWHERE,
}))
wordsOnlyInWords.push({ selector: `TemplateElement[value.raw=${CHINESE}]`, message: ELSEWHERE })

const features = readdirSync(new URL('./src/features', import.meta.url))

/** What is shared knows no feature; features do not know each other; routes compose them. */
const boundaries = [
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^@/(features/(?!${feature}/)|routes/|app/)`,
              message: 'Features never import each other, routes or the frame: a route composes them.',
            },
            { regex: '^\\.\\./\\.\\./', message: 'Name other folders by @/.' },
          ],
        },
      ],
    },
  })),
  {
    files: ['src/{api,clock,diagram,forms,keyboard,live,theme,ui,words}/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^@/(features|routes|app)/', message: 'What is shared knows no feature.' }] },
      ],
    },
  },
]

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'eslint.config.js'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'off',
      'no-console': 'error',
      'max-lines': ['error', { max: 220, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...wordsOnlyInWords],
    },
  },
  { files: ['src/words/**', '**/*.test.ts'], rules: { 'no-restricted-syntax': 'off' } },
  ...boundaries,
)
