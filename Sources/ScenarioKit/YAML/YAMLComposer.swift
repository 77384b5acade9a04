import Yams

/// Turns checked text into a tree of plain scalars, lists and mappings.
enum YAMLComposer {
    /// The greatest nesting of lists and mappings.
    static let maxDepth = 64

    /// Reads a document with whatever is wrong with it as YAML noted in `log`.
    ///
    /// - Returns: The tree without the parts that were wrong; `nil` if there is none.
    static func compose(_ source: SourceText, into log: inout DiagnosticLog) -> YAMLNode? {
        let start = log
        let text = source.text
        let outcome = DeepStack.run {
            var log = start
            let root = read(text, into: &log)
            return (root, log)
        }
        guard let outcome else {
            log.error("cannot be read: the system has no thread or memory left for it", at: nil)
            return nil
        }
        log = outcome.1
        return outcome.0
    }

    private static func read(_ text: String, into log: inout DiagnosticLog) -> YAMLNode? {
        var keys = RepeatedKeys(text)
        do {
            guard let root = try keys.composeApart() else {
                log.error("found nothing in the file, expected a scenario", at: nil)
                return nil
            }
            var conversion = YAMLConversion(keys.originals, log)
            let tree = withExtendedLifetime(keys) {
                conversion.node(root, path: "", depth: 1)
            }
            log = conversion.log
            return tree
        } catch let error as YamlError {
            let (message, position) = YAMLFault(text).explain(error)
            log.error(message, at: position)
        } catch {
            log.error("the YAML parser failed", at: nil)
        }
        return nil
    }
}

extension SourcePosition {
    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
