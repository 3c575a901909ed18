#include "selection_types.hpp"

#include "base/client_limits.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace vitrail {

namespace {

/// Of the names of all types of one source. Office programs offer some dozens, of fifty letters each.
constexpr int most_of_names = 64; // KiB
constexpr std::size_t bytes_of_kib = 1024;
constexpr std::size_t besides_name = 64; // bytes of each besides its name; so many short ones are no way around the limit

constexpr std::array<std::string_view, 4> kinds_of_source{"wl_data_source", "zwp_primary_selection_source_v1",
                                                  "ext_data_control_source_v1", "zwlr_data_control_source_v1"};

/// What a source is offered in so far. Standard layout with the listener first: libwayland hands that back. It goes with
/// its source.
struct OfferedTypes {
    wl_listener gone{};
    std::size_t bytes = 0;

    static void on_gone(wl_listener* listener, void*) { delete reinterpret_cast<OfferedTypes*>(listener); }
    static OfferedTypes& of(wl_resource& source)
    {
        if (auto* known = wl_resource_get_destroy_listener(&source, on_gone))
            return *reinterpret_cast<OfferedTypes*>(known);
        auto* const made = new OfferedTypes;
        made->gone.notify = on_gone;
        wl_resource_add_destroy_listener(&source, &made->gone);
        return *made;
    }
};

void count_offer(void*, wl_protocol_logger_type direction, wl_protocol_logger_message const* message)
{
    if (direction != WL_PROTOCOL_LOGGER_REQUEST || std::strcmp(message->message->name, "offer") != 0
        || !std::ranges::contains(kinds_of_source, std::string_view{wl_resource_get_class(message->resource)}))
        return;
    auto& types = OfferedTypes::of(*message->resource);
    types.bytes += std::strlen(message->arguments[0].s) + besides_name;
    if (types.bytes > std::size_t{most_of_names} * bytes_of_kib)
        accuse_of_excess(*wl_resource_get_client(message->resource), "KiB of types of one selection", "", most_of_names);
}

} // namespace

SelectionTypes::SelectionTypes(wl_display& display) : log_{display, count_offer} {}

} // namespace vitrail
