// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/operator_face.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "headend/status_json.h"

namespace joincast::headend {
namespace {

constexpr std::string_view kDone[] = {"kept on the air", "held off the air", "on demand"};

Choice mode_of(ControlCommand command) noexcept {
  if (command == ControlCommand::start) return Choice::on;
  return command == ControlCommand::stop ? Choice::off : Choice::automatic;
}

}  // namespace

OperatorFace::OperatorFace(net::EventLoop& loop, Calls calls)
    : loop_(loop), calls_(std::move(calls)), site_([this] { return calls_.look(); }) {}

void OperatorFace::open_control(const ControlConfig& config, std::optional<net::UserIds> later) {
  if (!config.enabled) return;
  const std::string path = config.socket.empty() ? default_control_socket() : config.socket;
  if (path.empty()) return;
  auto opened = ControlSocket::open(
      loop_, path, [this](const ControlRequest& request, const ControlPeer& peer) { return carry_out(request, peer); },
      later);
  if (!opened) return spdlog::warn("no control socket: {}", opened.error());
  control_.emplace(std::move(*opened));
  spdlog::debug("control socket {}", path);
}

void OperatorFace::configure(const StatusConfig& config) {
  if (server_ && config == config_) return;
  config_ = config;
  server_.reset();
  if (!config.enabled) return;
  http::Options options;
  options.listen = {config.address, config.port};
  options.hosts = config.hosts;
  auto opened = http::Server::open(loop_, std::move(options),
                                   [this](std::string_view path) { return site_.answer(path, loop_.now().mono); });
  if (!opened) return spdlog::warn("no status server: {}; see [status] of the configuration", opened.error());
  server_.emplace(std::move(*opened));
  spdlog::info("status at http://{}/", to_string(Endpoint{config.address, server_->port()}));
}

void OperatorFace::close() {
  server_.reset();
  control_.reset();
}

std::string OperatorFace::carry_out(const ControlRequest& request, const ControlPeer& peer) {
  if (request.command == ControlCommand::status) return control_done("", status_json(calls_.look()));
  spdlog::info("control: {} by user {}, process {}", to_line(request), peer.user, peer.pid);
  if (request.command == ControlCommand::log_level) {
    spdlog::default_logger()->set_level(spdlog::level::from_str(request.level));
    return control_done("log level " + request.level);
  }
  if (request.command == ControlCommand::reload) {
    auto reloaded = calls_.reload();
    if (reloaded) return control_done(*reloaded);
    return control_refused({"not_reloaded", "the headend goes on as it was", std::move(reloaded.error())});
  }
  if (request.command == ControlCommand::refresh) {
    if (calls_.refresh && calls_.refresh(request.directory))
      return control_done(request.directory + " is refreshed as soon as may be");
    return control_refused({"unknown_directory", request.directory + " is no directory of this headend"});
  }
  const Choice mode = mode_of(request.command);
  const std::string number = to_string(request.service);
  if (!calls_.set_mode(request.service, mode))
    return control_refused({"unknown_service", number + " is no service of this headend"});
  return control_done(fmt::format("{} is {}", number, kDone[static_cast<std::size_t>(request.command) - 1]));
}

}  // namespace joincast::headend
