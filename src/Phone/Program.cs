Console.WriteLine("phone");
