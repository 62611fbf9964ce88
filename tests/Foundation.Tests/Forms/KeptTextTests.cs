using Microsoft.AspNetCore.Http;
using TalksPlatform.Foundation.Forms;

namespace TalksPlatform.Foundation.Tests.Forms;

public sealed class KeptTextTests
{
    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public void What_was_written_under_TLS_travels_under_TLS_alone(string scheme, bool secure)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };

        KeptText.Keep(context.Response, "/e/talk", "How much?");

        context.Response.Headers.SetCookie.ToString().Contains("; secure", StringComparison.OrdinalIgnoreCase).ShouldBe(secure);
    }
}
