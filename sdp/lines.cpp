// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/lines.h"

namespace joincast::sdp {

bool Lines::ended_badly(Judge& judge) {
  if (told_) return true;
  told_ = true;
  return judge.forgive(Sin::bare_line_end);
}

bool Lines::next(Judge& judge, std::string_view& line) {
  if (at_ >= text_.size()) return false;
  judge.enter(++number_);
  if (number_ > judge.limits().lines) return judge.refuse(ParseErrc::over_limit);
  if (line_feed_ != text_.npos && line_feed_ < at_) line_feed_ = text_.find('\n', at_);
  const bool final = line_feed_ == text_.npos;
  line = text_.substr(at_, (final ? text_.size() : line_feed_) - at_);
  const std::size_t carriage_return = line.find('\r');
  if (carriage_return == line.npos) {
    at_ += line.size() + 1;
    return final ? judge.forgive(Sin::no_final_line_end) : ended_badly(judge);
  }
  const bool crlf = !final && carriage_return + 1 == line.size();
  line = line.substr(0, carriage_return);
  at_ += carriage_return + (crlf ? 2 : 1);
  return crlf || ended_badly(judge);
}

}  // namespace joincast::sdp
