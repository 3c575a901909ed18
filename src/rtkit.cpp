#include "rtkit.hpp"

#ifdef VITRAIL_RTKIT

#include "base/owned.hpp"

#include <cstdint>
#include <cstring>
#include <systemd/sd-bus.h>

namespace vitrail {

namespace {

constexpr auto name = "org.freedesktop.RealtimeKit1", object = "/org/freedesktop/RealtimeKit1";
constexpr std::uint64_t patience = 500'000; // microseconds

void close_bus(sd_bus* bus) { sd_bus_flush_close_unref(bus); }

} // namespace

Result<> ask_rtkit(pid_t thread, unsigned priority)
{
    sd_bus* opened = nullptr;
    if (int const error = sd_bus_open_system(&opened); error < 0)
        return fail("no-system-bus", "{}", std::strerror(-error));
    Owned<sd_bus, close_bus> const bus{opened};
    sd_bus_set_method_call_timeout(bus.get(), patience);
    sd_bus_error problem = SD_BUS_ERROR_NULL;
    int const answer = sd_bus_call_method(bus.get(), name, object, name, "MakeThreadRealtime", &problem, nullptr, "tu",
                                          std::uint64_t(thread), std::uint32_t(priority));
    std::string const words = problem.message ? problem.message : std::strerror(answer < 0 ? -answer : 0);
    sd_bus_error_free(&problem);
    if (answer < 0)
        return fail("rtkit", "{}", words);
    return {};
}

} // namespace vitrail

#else

namespace vitrail {

Result<> ask_rtkit(pid_t, unsigned) { return fail("no-rtkit", "Vitrail was built without it"); }

} // namespace vitrail

#endif
