import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** The folder rules of docs/architecture.md: `target` may not import `from`. */
const zones = [
  { target: "./grammar", from: "./src", except: ["./compiler/source"] },
  { target: "./src/compiler/source", from: "./src/compiler", except: ["./source"] },
  { target: "./src/compiler/diagnostics", from: "./src/compiler", except: ["./diagnostics", "./source"] },
  {
    target: "./src/compiler/syntax",
    from: "./src/compiler",
    except: ["./syntax", "./diagnostics", "./source", "./unreachable.ts"],
  },
  { target: "./src/compiler/automata", from: "./src/compiler", except: ["./automata", "./unreachable.ts"] },
  { target: "./src/compiler/ir", from: "./src/compiler", except: ["./ir", "./source", "./unreachable.ts"] },
  {
    target: "./src/compiler/recording",
    from: "./src/compiler",
    except: ["./recording", "./diagnostics", "./source", "./ir", "./unreachable.ts"],
  },
  {
    target: "./src/compiler/passes",
    from: "./src/compiler",
    except: ["./passes", "./ir", "./source", "./unreachable.ts"],
  },
  {
    target: ["./src/compiler/resolve", "./src/compiler/check"],
    from: ["./src/compiler/lower", "./src/compiler/passes", "./src/compiler/emit"],
  },
  {
    target: "./src/compiler/emit",
    from: ["./src/compiler/syntax", "./src/compiler/check", "./src/compiler/resolve", "./src/compiler/lower"],
  },
  { target: "./src/compiler", from: ["./src/cli", "./src/server", "./src/testing"] },
  { target: "./src/runtime", from: ["./src/cli", "./src/server", "./src/testing", "./grammar"] },
  {
    target: "./src/runtime/kernel",
    from: "./src/runtime",
    except: ["./kernel", "./backend/gradients", "./backend/repairs", "./unreachable.ts"],
  },
  { target: "./src/runtime/backend", from: "./src/runtime", except: ["./backend", "./unreachable.ts"] },
  {
    target: ["./src/runtime/environments", "./src/runtime/random"],
    from: ["./src/runtime/agents", "./src/runtime/training", "./src/runtime/logging"],
  },
].map((zone) => ({ ...zone, message: "the folder rules of docs/architecture.md forbid this import" }));

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "runs/", "coverage/", "test/fixtures/"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver({ project: "tsconfig.json" })] },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-self-import": "error",
      "max-lines": ["error", { max: 500 }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // A compiled module needs only the runtime: the runtime knows the compiler's types at most, and only the IR's.
    files: ["src/runtime/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "compiler/(?!ir/)", message: "the runtime never imports the compiler" },
            { regex: "compiler/ir/", allowTypeImports: true, message: "the runtime may import types of the IR only" },
          ],
        },
      ],
    },
  },
  { files: ["bench/**", "examples/**", "scripts/**"], rules: { "no-console": "off" } },
);
