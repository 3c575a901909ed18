#pragma once

#include "session.hpp"
#include "wlr-output-management-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>
#include <wayland-client.h>

namespace vitrail::test {

/// One display as such a program sees it.
struct Head {
    zwlr_output_head_v1* c;
    std::string name;
    bool enabled = false, gone = false;
    int x = 0, y = 0, transform = 0;
    double scale = 0;
    std::vector<zwlr_output_mode_v1*> modes;
};

/// What becomes of a configuration.
enum class Answer { None, Succeeded, Failed, Cancelled };

/// wlr-randr, in short.
class Randr {
public:
    explicit Randr(TestClient& client)
        : client_{client}
    {
        manager_ = client.bind<zwlr_output_manager_v1>(zwlr_output_manager_v1_interface, 4);
        REQUIRE(manager_);
        static constexpr zwlr_output_manager_v1_listener listener{
            .head = [](void* d, zwlr_output_manager_v1*, zwlr_output_head_v1* head) { self(d).on_head(head); },
            .done = [](void* d, zwlr_output_manager_v1*, std::uint32_t serial) { self(d).serial = serial; },
            .finished = [](void*, zwlr_output_manager_v1*) {},
        };
        zwlr_output_manager_v1_add_listener(manager_, &listener, this);
        client.settle();
    }
    ~Randr()
    {
        for (auto const& head : heads_) {
            for (auto* mode : head->modes)
                zwlr_output_mode_v1_release(mode);
            zwlr_output_head_v1_release(head->c);
        }
        wl_proxy_destroy(reinterpret_cast<wl_proxy*>(manager_));
    }
    Randr(Randr const&) = delete;

    using Change = std::function<void(zwlr_output_configuration_head_v1*)>;

    /// Keeps all displays as they are but the one of that name; no change: off.
    [[nodiscard]] Answer apply(std::string const& name, Change const& change)
    {
        return send(name, change, true, serial);
    }
    [[nodiscard]] Answer test(std::string const& name, Change const& change)
    {
        return send(name, change, false, serial);
    }
    [[nodiscard]] Answer apply_late(std::string const& name, Change const& change, std::uint32_t old)
    {
        return send(name, change, true, old);
    }

    [[nodiscard]] Head const& head(std::string const& name) const
    {
        for (auto const& head : heads_)
            if (head->name == name && !head->gone)
                return *head;
        FAIL("no such display: " << name);
        return *heads_.front();
    }
    [[nodiscard]] std::size_t count() const
    {
        return std::size_t(std::ranges::count_if(heads_, [](auto const& head) { return !head->gone; }));
    }

    std::uint32_t serial = 0;

private:
    static Randr& self(void* data) { return *static_cast<Randr*>(data); }
    static Head& head_of(void* data) { return *static_cast<Head*>(data); }

    void on_head(zwlr_output_head_v1* c)
    {
        static constexpr zwlr_output_head_v1_listener listener{
            .name = [](void* d, zwlr_output_head_v1*, char const* name) { head_of(d).name = name; },
            .description = [](void*, zwlr_output_head_v1*, char const*) {},
            .physical_size = [](void*, zwlr_output_head_v1*, int, int) {},
            .mode = [](void* d, zwlr_output_head_v1*, zwlr_output_mode_v1* m) { head_of(d).modes.push_back(m); },
            .enabled = [](void* d, zwlr_output_head_v1*, int on) { head_of(d).enabled = on; },
            .current_mode = [](void*, zwlr_output_head_v1*, zwlr_output_mode_v1*) {},
            .position = [](void* d, zwlr_output_head_v1*, int x, int y) { head_of(d).x = x, head_of(d).y = y; },
            .transform = [](void* d, zwlr_output_head_v1*, int t) { head_of(d).transform = t; },
            .scale = [](void* d, zwlr_output_head_v1*, wl_fixed_t s) { head_of(d).scale = wl_fixed_to_double(s); },
            .finished = [](void* d, zwlr_output_head_v1*) { head_of(d).gone = true; },
            .make = [](void*, zwlr_output_head_v1*, char const*) {},
            .model = [](void*, zwlr_output_head_v1*, char const*) {},
            .serial_number = [](void*, zwlr_output_head_v1*, char const*) {},
            .adaptive_sync = [](void*, zwlr_output_head_v1*, std::uint32_t) {},
        };
        heads_.push_back(std::make_unique<Head>(Head{.c = c, .name = {}, .modes = {}}));
        zwlr_output_head_v1_add_listener(c, &listener, heads_.back().get());
    }

    Answer send(std::string const& name, Change const& change, bool apply, std::uint32_t with_serial)
    {
        auto* configuration = zwlr_output_manager_v1_create_configuration(manager_, with_serial);
        Answer answer = Answer::None;
        static constexpr zwlr_output_configuration_v1_listener listener{
            .succeeded = [](void* d, zwlr_output_configuration_v1*) { *static_cast<Answer*>(d) = Answer::Succeeded; },
            .failed = [](void* d, zwlr_output_configuration_v1*) { *static_cast<Answer*>(d) = Answer::Failed; },
            .cancelled = [](void* d, zwlr_output_configuration_v1*) { *static_cast<Answer*>(d) = Answer::Cancelled; },
        };
        zwlr_output_configuration_v1_add_listener(configuration, &listener, &answer);
        std::vector<zwlr_output_configuration_head_v1*> made;
        for (auto const& head : heads_) {
            if (head->gone)
                continue;
            bool const meant = head->name == name;
            if (meant ? !change : !head->enabled) {
                zwlr_output_configuration_v1_disable_head(configuration, head->c);
                continue;
            }
            made.push_back(zwlr_output_configuration_v1_enable_head(configuration, head->c));
            if (meant)
                change(made.back());
        }
        (apply ? zwlr_output_configuration_v1_apply : zwlr_output_configuration_v1_test)(configuration);
        client_.settle();
        for (auto* head : made)
            zwlr_output_configuration_head_v1_destroy(head);
        zwlr_output_configuration_v1_destroy(configuration);
        client_.settle();
        return answer;
    }

    TestClient& client_;
    zwlr_output_manager_v1* manager_ = nullptr;
    std::vector<std::unique_ptr<Head>> heads_;
};

} // namespace vitrail::test
