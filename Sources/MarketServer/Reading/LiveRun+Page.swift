import Analytics
import Determinism
import Primitives
import Reports
import Runner

/// A page that was made, and the last event it knows of.
struct PageCopy {
    /// A stream tells so many events at once, so that an older copy catches up with it.
    private static let greatestAge: Int64 = 4_096

    private var bytes: [UInt8] = []
    private var lastEvent: Int64 = .min

    /// The copy, made anew where it has become too old.
    mutating func bytes(at event: Int64, _ make: () -> [UInt8]) -> [UInt8] {
        if bytes.isEmpty || event - lastEvent > Self.greatestAge {
            bytes = make()
            lastEvent = event
        }
        return bytes
    }
}

extension LiveRun {
    /// `GET /`: the run until now as a page for people, which goes on with the stream.
    func pageAnswer() -> HTTPAnswer {
        let bytes = page.bytes(at: lastEvent) {
            let record = RunRecord(
                runID: run.runID, finalEventHash: run.headHash, wallSeconds: nil)
            return ReportPage(
                records.page.liveDocument(of: record, stream: "/v1/stream")
            ).bytes
        }
        var answer = HTTPAnswer(status: 200, body: bytes, type: .html)
        answer.headers = BrowserPolicy.headers
        return answer
    }
}
