// RealtimeKit as Vitrail sees it, on the bus that DBUS_SYSTEM_BUS_ADDRESS names: it schedules the thread that it is asked
// for as the real one does, if this user may, and says on standard output what it was asked.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <sched.h>
#include <systemd/sd-bus.h>

namespace {

constexpr auto name = "org.freedesktop.RealtimeKit1", object = "/org/freedesktop/RealtimeKit1";

int on_call(sd_bus_message* call, void*, sd_bus_error*)
{
    std::uint64_t thread = 0;
    std::uint32_t priority = 0;
    if (!sd_bus_message_is_method_call(call, name, "MakeThreadRealtime") || sd_bus_message_read(call, "tu", &thread, &priority) < 0)
        return 0;
    sched_param const parameters{.sched_priority = int(priority)};
    bool const done = sched_setscheduler(pid_t(thread), SCHED_RR | SCHED_RESET_ON_FORK, &parameters) == 0;
    std::printf("asked for thread %llu: %s\n", static_cast<unsigned long long>(thread), done ? "done" : "refused");
    std::fflush(stdout);
    return done ? sd_bus_reply_method_return(call, "") : sd_bus_reply_method_errno(call, EPERM, nullptr);
}

} // namespace

int main()
{
    sd_bus* bus = nullptr;
    if (sd_bus_open_system(&bus) < 0 || sd_bus_add_object(bus, nullptr, object, on_call, nullptr) < 0
        || sd_bus_request_name(bus, name, 0) < 0)
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    for (;;)
        if (sd_bus_process(bus, nullptr) == 0)
            sd_bus_wait(bus, UINT64_MAX);
}
