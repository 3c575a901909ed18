#pragma once

#include <expected>
#include <format>
#include <string>

namespace vitrail {

/// Why something could not be done: a stable code for programs, one sentence with the remedy for a person.
struct Error {
    std::string code;
    std::string message;
};

/// The outcome of what the caller can do something about.
template <class T = void> using Result = std::expected<T, Error>;

/// `return fail("no-seat", "no permission for {}: start seatd", seat);`
template <class... Args>
[[nodiscard]] std::unexpected<Error> fail(std::string code, std::format_string<Args...> text, Args&&... args)
{
    return std::unexpected{Error{std::move(code), std::format(text, std::forward<Args>(args)...)}};
}

} // namespace vitrail
