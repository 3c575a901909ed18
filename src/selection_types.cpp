#include "selection_types.hpp"

#include "base/client_limits.hpp"

#include <cstring>

namespace vitrail {

namespace {

/// Of the names of all types of one source. Office programs offer some dozens, of fifty letters each.
constexpr int most_of_names = 64; // KiB
constexpr std::size_t bytes_of_kib = 1024;
constexpr std::size_t besides_name = 64; // bytes of each besides its name; so many short ones are no way around the limit

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

void count_offer(Message const& message)
{
    auto& types = OfferedTypes::of(message.resource);
    types.bytes += std::strlen(message.arguments[0].s) + besides_name;
    if (types.bytes > std::size_t{most_of_names} * bytes_of_kib)
        accuse_of_excess(message.client(), "KiB of types of one selection", "", most_of_names);
}

} // namespace

SelectionTypes::SelectionTypes(MessageLog& messages)
{
    messages.on_request("offer",
                        {"wl_data_source", "zwp_primary_selection_source_v1", "ext_data_control_source_v1",
                         "zwlr_data_control_source_v1"},
                        count_offer);
}

} // namespace vitrail
