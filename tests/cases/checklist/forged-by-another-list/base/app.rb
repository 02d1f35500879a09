class App < Sinatra::Base
end
