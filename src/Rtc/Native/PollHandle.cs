using Microsoft.Win32.SafeHandles;

namespace TalksPlatform.Rtc.Native;

/// <summary>The descriptor of an epoll instance.</summary>
internal sealed class PollHandle() : SafeHandleMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Libc.close(handle) == 0;
}
