using System.Runtime.CompilerServices;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests;

/// <summary>Here the peers are the matter itself: where one is missing, its tests fail and say what to install.</summary>
internal static class NothingIsSkipped
{
    [ModuleInitializer]
    internal static void Demand() => Prerequisite.FailsWithout = true;
}
