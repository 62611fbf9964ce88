using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Access;

/// <summary>Who may do what: one scheme, a handful of policies, and nothing for whatever forgot to name one.</summary>
internal static class AccessPolicies
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(TokenAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, configureOptions: null);
        services.AddSingleton<TalkAtHand>().AddSingleton<IAuthorizationHandler, TalkAccessHandler>();
        services.AddAuthorization(options =>
        {
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(IsNowhere).Build();
            foreach (var (name, access) in TalkAccess.ByPolicy)
                options.AddPolicy(name, policy => policy.AddRequirements(access));
        });
        return services;
    }

    /// <summary>What leads nowhere names no policy either: it goes on to say "not found", or which methods there are.</summary>
    private static bool IsNowhere(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;
}
