#pragma once

// The one door to nlohmann-json. Objects keep the order in which they were written: people read them too.

#include <nlohmann/json.hpp>
#include <string>

namespace vitrail {

using Json = nlohmann::ordered_json;

/// On one line. Titles are whatever a client sent: what is no UTF-8 becomes U+FFFD.
[[nodiscard]] inline std::string line_of(Json const& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace vitrail
