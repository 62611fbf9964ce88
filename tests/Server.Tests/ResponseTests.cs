using System.Net;
using System.Text;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

public sealed class ResponseTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/health/live")]
    [InlineData("/signin/nothing")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_answer_tells_browsers_what_our_pages_may_do(string path)
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.BrowseAsync(path);

        var host = server.Server.Address.Authority;
        Header(answer, "Content-Security-Policy").ShouldBe(
            "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; "
            + $"img-src 'self'; font-src 'self'; media-src 'self' blob:; connect-src 'self' ws://{host}; manifest-src 'self'; "
            + "worker-src 'self'; require-trusted-types-for 'script'; trusted-types worker");
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "Referrer-Policy").ShouldBe("same-origin");
        Header(answer, "Permissions-Policy").ShouldContain("microphone=()");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/join/anything")]
    [InlineData("/e/anything/live")]
    public async Task The_microphone_is_permitted_where_a_voice_is_wanted(string path)
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.BrowseAsync(path);

        Header(answer, "Permissions-Policy").ShouldContain("microphone=(self)");
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_for_programs_and_a_page_for_people()
    {
        using var stranger = server.Stranger();

        using var program = await stranger.GetAsync("/api/nothing");
        program.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await program.CodeAsync()).ShouldBe("request.not-found");

        using var person = await stranger.BrowseAsync("/nothing");
        person.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        person.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await person.Content.ReadAsStringAsync()).ShouldContain("There is nothing here");
    }

    [Fact]
    public async Task The_studio_tells_people_who_are_signed_out_how_to_come_in()
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.BrowseAsync("/studio");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Open the link that you were given.");
    }

    [Fact]
    public async Task A_wrong_method_is_a_problem_that_names_the_right_one()
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.GetAsync("/api/attendees");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
        (await answer.CodeAsync()).ShouldBe("request.method-not-allowed");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"token":7}""")]
    [InlineData("""{"token":null}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_malformed_request_is_told_what_is_wrong(string body)
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.PostAsync("/api/signin", new StringContent(body, Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.CodeAsync()).ShouldBe("request.invalid");
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.PostAsync("/api/signin", new { token = new string('x', 2 << 20) });

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.CodeAsync()).ShouldBe("request.too-large");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_cannot_act_with_our_cookie(string header, string value)
    {
        using var browser = server.Stranger();
        using var answer = await browser.PostAsync("/api/attendees", new { name = "Eve" }, request => request.Headers.Add(header, value));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.CodeAsync()).ShouldBe("request.cross-origin");
    }

    [Fact]
    public async Task Our_own_pages_act_freely_where_the_port_goes_without_saying()
    {
        using var browser = server.Stranger();

        using var answer = await browser.PostAsync("/api/attendees", new { name = "Ada" }, request =>
        {
            request.Headers.Host = "talks.example";
            request.Headers.Add("Origin", "https://talks.example");
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Our_own_pages_act_freely()
    {
        using var browser = server.Stranger();
        var origin = server.Server.Address.GetLeftPart(UriPartial.Authority);

        using var answer = await browser.PostAsync("/api/attendees", new { name = "Ada" }, request => request.Headers.Add("Origin", origin));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_token_that_asks_too_much_waits_and_its_neighbours_do_not()
    {
        var attendee = (await server.Stranger().PostedAsync("/api/attendees", new { name = "Hasty" })).Text("token");
        using var hasty = server.Bearing(attendee);
        using var neighbour = server.Bearing((await server.Stranger().PostedAsync("/api/attendees", new { name = "Calm" })).Text("token"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => hasty.GetAsync("/health/live")));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        refused.ShouldNotBeEmpty();
        refused[0].Headers.RetryAfter.ShouldNotBeNull();
        (await refused[0].CodeAsync()).ShouldBe("request.too-many");
        using var calm = await neighbour.GetAsync("/health/live");
        calm.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_cookie_is_for_https_alone_and_links_lead_to_the_public_url()
    {
        await using var node = await server.StartNodeAsync(options => options with
        {
            PublicUrl = new Uri("https://talks.example.la"),
            TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")],
        });
        using var browser = new TestClient(node.Address);

        using var page = await browser.SendAsync(HttpMethod.Get, await server.PlanPageAsync(), with: request =>
        {
            request.Headers.Accept.ParseAdd("text/html");
            request.Headers.Add("X-Forwarded-For", "192.0.2.7");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "talks.example.la");
        });

        page.Headers.GetValues("Set-Cookie").Single().ShouldContain("; secure");
        Header(page, "Content-Security-Policy").ShouldContain("wss://talks.example.la;");
        page.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
        node.AdministratorLink!.GetLeftPart(UriPartial.Authority).ShouldBe("https://talks.example.la");
    }

    [Theory]
    [InlineData("/?lang=lo", null, "lo")]
    [InlineData("/", "lo-LA,lo;q=0.9,en;q=0.5", "lo")]
    [InlineData("/", "th-TH,th;q=0.9", "th")]
    [InlineData("/", "km-KH,km;q=0.9,en;q=0.8", "km")]
    [InlineData("/", "ms-MY", "ms")]
    [InlineData("/", "fil-PH,fil;q=0.9,en-US;q=0.8", "fil")]
    [InlineData("/", "fr", "en")]
    [InlineData("/?lang=xx", null, "en")]
    public async Task A_page_speaks_the_visitors_language(string path, string? accepted, string language)
    {
        using var browser = server.Stranger();
        using var page = await browser.SendAsync(HttpMethod.Get, path, with: request =>
        {
            request.Headers.Accept.ParseAdd("text/html");
            if (accepted is not null)
                request.Headers.AcceptLanguage.ParseAdd(accepted);
        });

        (await page.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{language}\"");
    }

    [Fact]
    public async Task A_language_that_was_chosen_is_remembered()
    {
        using var browser = server.Stranger();
        using var chosen = await browser.BrowseAsync("/?lang=lo");
        using var later = await browser.BrowseAsync("/");

        (await later.Content.ReadAsStringAsync()).ShouldContain("<html lang=\"lo\"");
    }

    [Fact]
    public async Task A_page_tells_caches_and_search_engines_that_it_has_other_languages()
    {
        using var browser = server.Stranger();
        using var page = await browser.BrowseAsync("/");

        string.Join(',', page.Headers.Vary).ShouldContain("Accept-Language");
        string.Join(',', page.Headers.Vary).ShouldContain("Cookie");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain($"<link rel=\"alternate\" hreflang=\"km\" href=\"{server.Server.Address}?lang=km\">");
        html.ShouldContain("hreflang=\"x-default\"");
    }

    [Theory]
    [InlineData("/?theme=dark", "dark")]
    [InlineData("/?theme=light", "light")]
    [InlineData("/?theme=purple", "auto")]
    [InlineData("/", "auto")]
    public async Task Colours_that_were_chosen_are_in_the_page_from_its_first_byte(string path, string theme)
    {
        using var browser = server.Stranger();
        using var chosen = await browser.BrowseAsync(path);
        using var later = await browser.BrowseAsync("/");

        (await later.Content.ReadAsStringAsync()).ShouldContain($"data-theme=\"{theme}\"");
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.GetAsync("/openapi/v1.json");

        var document = await answer.Content.ReadAsStringAsync();
        document.ShouldContain("/api/talks/{talkId}/speakers");
        document.ShouldContain("^[0-9a-f]{32}$");
        document.ShouldContain(@"T\\d\\d:\\d\\d", Case.Sensitive, "a local time is a text");
        document.ShouldNotContain("yearOfEra");
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
