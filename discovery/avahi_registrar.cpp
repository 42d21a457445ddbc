// SPDX-License-Identifier: LGPL-2.1-or-later
#include <avahi-client/publish.h>
#include <avahi-common/alternative.h>
#include <avahi-common/error.h>
#include <avahi-common/malloc.h>
#include <avahi-common/strlst.h>

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "discovery/avahi_connection.h"
#include "discovery/avahi_parts.h"

namespace joincast::discovery {
namespace {

constexpr int kMostAlternatives = 100;  // names tried one after the other

struct FreeList {
  void operator()(AvahiStringList* list) const noexcept { avahi_string_list_free(list); }
};
using StringList = std::unique_ptr<AvahiStringList, FreeList>;

/// Avahi's lists grow at their head.
StringList to_list(const Record& record) {
  const Bytes txt = encode_txt(record);
  std::vector<ByteView> strings;
  for (ByteReader in(txt); !in.at_end();) strings.push_back(in.take(in.u8()));
  AvahiStringList* list = nullptr;
  for (auto text = strings.rbegin(); text != strings.rend(); ++text)
    list = avahi_string_list_add_arbitrary(list, text->data(), text->size());
  return StringList(list);
}

bool differs_in_records_only(const Offer& a, const Offer& b) {
  return a.name == b.name && a.port == b.port && a.radio == b.radio && a.television == b.television &&
         std::ranges::equal(a.places, b.places, {}, &Place::interface, &Place::interface);
}

AvahiIfIndex index_of(const Place& place) { return static_cast<AvahiIfIndex>(place.interface); }

class AvahiRegistrar final : public Registrar {
 public:
  AvahiRegistrar(Waiting& waiting, Calls calls)
      : calls_(std::move(calls)),
        connection_(waiting, {[this](AvahiClient* client) { begin(client); }, [this] { take_back(); },
                              [this] { forget(); }, calls_.on_daemon}) {
    connection_.open();
  }

  void offer(const Offer& offer) override {
    const bool update = group_ && registered_ && differs_in_records_only(offer, offer_);
    if (offer.name != offer_.name) name_ = offer.name;
    offer_ = offer;
    if (!running_) return;
    if (update) return update_records();
    take_back();
    enter();
  }

 private:
  void begin(AvahiClient* client) {
    running_ = client;
    enter();
  }

  void forget() {
    group_ = nullptr;
    running_ = nullptr;
    registered_ = false;
  }

  void take_back() {
    if (group_) avahi_entry_group_reset(group_);
    registered_ = false;
  }

  /// Enters all of it, under the next name if this one is taken.
  void enter() {
    if (offer_.places.empty() || registered_) return;
    if (!group_) {
      const auto callback = [](AvahiEntryGroup* group, AvahiEntryGroupState state, void* self) {
        static_cast<AvahiRegistrar*>(self)->handle(group, state);
      };
      group_ = avahi_entry_group_new(running_, callback, this);
      if (!group_) return refuse(avahi_client_errno(running_));
    }
    int error = AVAHI_ERR_COLLISION;
    for (int tries = 0; error == AVAHI_ERR_COLLISION && tries < kMostAlternatives; ++tries) {
      if (tries > 0) take_another_name();
      error = add_all();
      if (error == AVAHI_OK) error = avahi_entry_group_commit(group_);
      if (error != AVAHI_OK) avahi_entry_group_reset(group_);
    }
    if (error != AVAHI_OK) return refuse(error);
    registered_ = true;
  }

  int add_all() {
    const std::string type(kServiceType);
    for (const Place& place : offer_.places) {
      const StringList txt = to_list(place.record);
      const int error =
          avahi_entry_group_add_service_strlst(group_, index_of(place), AVAHI_PROTO_UNSPEC, {}, name_.c_str(),
                                               type.c_str(), nullptr, nullptr, offer_.port, txt.get());
      if (error != AVAHI_OK) return error;
      for (const auto& [wanted, subtype] :
           {std::pair(offer_.radio, kRadioSubtype), std::pair(offer_.television, kTelevisionSubtype)}) {
        if (!wanted) continue;
        const int wrong =
            avahi_entry_group_add_service_subtype(group_, index_of(place), AVAHI_PROTO_UNSPEC, {}, name_.c_str(),
                                                  type.c_str(), nullptr, std::string(subtype).c_str());
        if (wrong != AVAHI_OK) return wrong;
      }
    }
    return AVAHI_OK;
  }

  void update_records() {
    const std::string type(kServiceType);
    for (const Place& place : offer_.places) {
      const StringList txt = to_list(place.record);
      const int error = avahi_entry_group_update_service_txt_strlst(group_, index_of(place), AVAHI_PROTO_UNSPEC, {},
                                                                    name_.c_str(), type.c_str(), nullptr, txt.get());
      if (error != AVAHI_OK) return refuse(error);
    }
  }

  void handle(AvahiEntryGroup* group, AvahiEntryGroupState state) {
    if (state == AVAHI_ENTRY_GROUP_ESTABLISHED) return calls_.on_published(name_);
    if (state == AVAHI_ENTRY_GROUP_FAILURE) return refuse(avahi_client_errno(avahi_entry_group_get_client(group)));
    if (state != AVAHI_ENTRY_GROUP_COLLISION) return;
    registered_ = false;
    avahi_entry_group_reset(group);
    take_another_name();
    enter();
  }

  void take_another_name() {
    char* const next = avahi_alternative_service_name(name_.c_str());
    name_ = next;
    avahi_free(next);
  }

  /// What the daemon refuses for a reason of its own is tried again with the next offer; one that went, when it is
  /// back.
  void refuse(int error) {
    registered_ = false;
    if (error == AVAHI_ERR_DISCONNECTED || error == AVAHI_ERR_NO_DAEMON || error == AVAHI_ERR_DBUS_ERROR) {
      running_ = nullptr;
      return connection_.begin_anew(avahi_strerror(error));
    }
    calls_.on_refused(avahi_strerror(error));
  }

  Calls calls_;
  Offer offer_;
  std::string name_;  // which may be another than the offer's
  AvahiClient* running_ = nullptr;
  AvahiEntryGroup* group_ = nullptr;
  bool registered_ = false;
  AvahiConnection connection_;  // last: its callbacks use all of the above
};

}  // namespace

std::unique_ptr<Registrar> make_avahi_registrar(Waiting& waiting, Registrar::Calls calls) {
  return std::make_unique<AvahiRegistrar>(waiting, std::move(calls));
}

}  // namespace joincast::discovery
