using TalksPlatform.Server.Commands;

return await TalksCommandLine.RunAsync(args);
