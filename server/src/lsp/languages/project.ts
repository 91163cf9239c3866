/** The project file `scrubber.yaml`: what is wrong in it and what helps whoever writes it. */
import type { FoundProblem } from '../../policy/problem.js';
import { aliasProblems } from '../../project/project-file.js';
import { lineIndex } from '../../text/line-index.js';
import type { Language } from '../languages.js';
import { projectYaml } from '../naming.js';
import type { Session } from '../session.js';
import { isProjectFile } from '../workspace.js';
import { problemDiagnostic, type YamlKind, yamlLanguage } from './yaml.js';

/** The language of project files. */
export function projectLanguage(session: Session): Language {
  const { world, workspace, tables } = session;
  const kind: YamlKind = {
    fileOf: (document) => projectYaml(session, document.uri, document.getText()),
    problemsIn(document) {
      const project = workspace.project();
      // That of another folder judges nothing here.
      if (project?.uri !== document.uri) return [];
      const { at } = project.parsed.project.tables ?? {};
      const ofTables = at
        ? tables.problems().map((message): FoundProblem<string> => ({ rule: 'project-schema', at, message }))
        : [];
      const ofAliases = aliasProblems(document.getText(), project.parsed, world().policies);
      return [...project.parsed.problems, ...ofAliases, ...ofTables];
    },
  };
  return {
    ...yamlLanguage(session, kind),
    isOf: ({ uri }) => isProjectFile(uri),
    diagnostics(document) {
      const index = lineIndex(document.getText());
      return kind.problemsIn(document).map((problem) => problemDiagnostic(session, index, problem));
    },
    resultId({ uri, version }) {
      const { policies, codes, today } = world();
      return JSON.stringify([uri, version, policies.version, codes.version, today, workspace.project()?.text]);
    },
  };
}
