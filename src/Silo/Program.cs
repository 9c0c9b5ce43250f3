using YemotAi.Silo;

return await SiloProgram.RunAsync(args);
