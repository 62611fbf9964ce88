using System.Reflection;
using Xunit.v3;

namespace TalksPlatform.EndToEnd.Browser;

/// <summary>What a test left open in the browser is closed when it is over: a desk's meters would be painted on for all the others.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CloseTabsAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => _ = Chromium.CloseTabsOfAsync(test.UniqueID);
}
