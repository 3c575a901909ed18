#include "armed_plan.hpp"

namespace vitrail {

namespace {

ArmedPlan* armed = nullptr; // see the header: the one global

} // namespace

ArmedPlan::ArmedPlan(int fd, std::span<PropertyValue const> values) : fd_{fd}, values_{values}, outer_{armed}
{
    armed = this;
}

ArmedPlan::~ArmedPlan() { armed = outer_; }

ArmedPlan* ArmedPlan::on(int fd) { return armed && armed->fd_ == fd ? armed : nullptr; }

void ArmedPlan::answered(int result)
{
    reached_ = true;
    error_ = -result;
}

} // namespace vitrail
