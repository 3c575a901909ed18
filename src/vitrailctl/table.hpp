#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace vitrail::ctl {

/// What Vitrail said, for a person with a terminal of `width` characters. Throws `nlohmann::json::exception` where it is
/// not what docs/control.md promises.
[[nodiscard]] std::string why_table(nlohmann::json const& answer, std::size_t width);
[[nodiscard]] std::string outputs_table(nlohmann::json const& answer, std::size_t width);
[[nodiscard]] std::string privacy_table(nlohmann::json const& answer, std::size_t width);

/// Input devices, as tables that the configuration could have.
[[nodiscard]] std::string inputs_text(nlohmann::json const& answer);
/// What reading the configuration again came to.
[[nodiscard]] std::string reload_text(nlohmann::json const& answer);

} // namespace vitrail::ctl
