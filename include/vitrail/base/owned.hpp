#pragma once

#include <memory>

namespace vitrail {

template <auto Function> struct Call {
    template <class T> void operator()(T* object) const { Function(object); }
};

/// Owns a C object and ends it with its own function: `Owned<wlr_renderer, wlr_renderer_destroy>`.
template <class T, auto Destroy> using Owned = std::unique_ptr<T, Call<Destroy>>;

} // namespace vitrail
