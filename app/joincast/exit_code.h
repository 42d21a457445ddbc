// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace joincast::app {

/// What `joincast` tells the shell; documented in joincast(1).
enum ExitCode : int {
  kOk = 0,           ///< it played as long as asked, or did what was asked
  kFailed = 1,       ///< the system refused something: a socket, a file
  kUsage = 2,        ///< the command line is wrong
  kNoInterface = 3,  ///< no such interface, none that fits, or several and none was chosen
  kNothingCame = 4,  ///< joined, and no packet came in time
  kUndescribed = 5,  ///< packets came, but no description that says what they are
  kStalled = 6,      ///< packets came and stopped coming
  kUnplayable = 7,   ///< packets came and were understood, but no sound could be made of them
  kWrongKey = 8,     ///< SRTP packets came, and the key opens none of them
  kKeyMismatch = 9,  ///< the service is enciphered and no key was given, or in clear and a key was given
  kSignal = 128,     ///< plus the signal's number: 130 for Ctrl-C
};

}  // namespace joincast::app
