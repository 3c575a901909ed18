#pragma once

// The one precompiled header: what nearly every file pulls in and nobody changes.

#include "base/wlr.hpp"

#include <algorithm>
#include <expected>
#include <format>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>
