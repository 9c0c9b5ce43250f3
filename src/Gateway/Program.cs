using YemotAi.Gateway;

return await GatewayProgram.RunAsync(args);
