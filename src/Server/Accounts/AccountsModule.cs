using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Server.Accounts.Access;
using TalksPlatform.Server.Accounts.Attendees;
using TalksPlatform.Server.Accounts.Invitations;
using TalksPlatform.Server.Accounts.Sessions;
using TalksPlatform.Server.Accounts.Team;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts;

/// <summary>Who is who: people, their tokens and links, and what each may do.</summary>
internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddMigrations(AccountsDb.SchemaName, typeof(AccountsModule).Assembly)
        .AddSingleton<AccountsDb>()
        .AddSingleton<OpenConnections>()
        .AddSingleton<IPeopleReader, PeopleReader>()
        .AddSingleton<TokenLookUp>()
        .AddSingleton<TokenDirectory>()
        .AddSingleton<TokenIssuer>()
        .AddSingleton<AttendeeDoor>()
        .AddSingleton<AdministratorLink>()
        .AddHostedService<RevocationWatch>()
        .AddHostedService<TokenSweeper>()
        .AddFactHandler<EpisodeScheduled, SpeakerLinks>()
        .AddFactHandler<TalkEnded, SpeakerLinks>()
        .AddFactHandler<SeriesFounded, FoundersHost>()
        .AddAccess();

    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        SignIn.Map(endpoints);
        SignOut.Map(endpoints);
        RegisterAttendee.Map(endpoints);
        InviteHost.Map(endpoints);
        InviteSpeaker.Map(endpoints);
        InviteToTeam.Map(endpoints);
        ListTeam.Map(endpoints);
        ChangeRole.Map(endpoints);
        LeaveTeam.Map(endpoints);
        RevokeSpeaker.Map(endpoints);
    }
}
