#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// Cuts what a peer writes into lines, as it comes. Keeps `longest` bytes at most, whatever the peer does.
class LineReader {
public:
    /// A line without its end; nothing: it was longer than allowed and is left out.
    using Line = std::optional<std::string>;

    explicit LineReader(std::size_t longest) : longest_{longest} {}

    /// The lines that end within `bytes`; what follows the last end is kept for the next call.
    [[nodiscard]] std::vector<Line> take(std::string_view bytes);

private:
    std::size_t longest_;
    std::string begun_;
    bool too_long_ = false; // the line that is begun: the rest of it is left out
};

/// Lines that wait for a peer to read them.
class LineQueue {
public:
    explicit LineQueue(std::size_t most) : most_{most} {}

    /// Adds a line, and its end. False, and nothing is added, where more than `most` bytes wait already: one line of any
    /// length always fits, a peer that reads nothing does not collect them.
    [[nodiscard]] bool add(std::string_view line);
    [[nodiscard]] std::string_view waiting() const { return std::string_view{bytes_}.substr(written_); }
    [[nodiscard]] bool empty() const { return written_ == bytes_.size(); }
    /// The peer took this many of the bytes that were waiting.
    void written(std::size_t count);

private:
    std::size_t most_;
    std::string bytes_;
    std::size_t written_ = 0;
};

} // namespace vitrail
